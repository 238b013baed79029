package io.mediajobs.tracking;

/**
 * What the ways to look at jobs again cost, in requests.
 *
 * @param active the tracked jobs that have not ended
 * @param running those of them that run
 * @param missed how many jobs the last pass did not show: so many look-ups the next one will cost
 * @param pageSize jobs a page
 * @param idsPerLookUp jobs a look-up
 */
record RefreshCost(int active, int running, int missed, int pageSize, int idsPerLookUp) {

  /** So many pages of running jobs are worth it on every interval: a few requests, not a rush. */
  private static final int RUNNING_PAGES = 5;

  /** A way to look at jobs again. */
  enum Way {
    /** Nothing is to be looked at. */
    NONE,
    /** Those that are due, by their ids. */
    LOOK_UPS,
    /** The running ones and the first that wait to run. */
    FRONTIER,
    /** All that have not ended. */
    PASS
  }

  /**
   * The cheapest way that will do.
   *
   * @param due how many jobs are due; more than {@link #enoughForAPass} need not be counted
   * @param frontierDue whether the frontier is to be looked at, if that pays
   */
  Way cheapest(int due, boolean frontierDue) {
    if (frontierDue && frontierPays()) {
      return Way.FRONTIER;
    }
    if (due == 0) {
      return Way.NONE;
    }
    return due >= enoughForAPass() ? Way.PASS : Way.LOOK_UPS;
  }

  /**
   * Whether the frontier costs less than a pass. The look-ups of jobs that have ended come on top
   * of either.
   */
  boolean frontierPays() {
    return runningPages() <= RUNNING_PAGES && frontier() < passPages();
  }

  /** The listings of a look at the frontier. */
  int frontier() {
    return 1 + runningPages();
  }

  /** How many pages of running jobs a look may take: never more than a pass would. */
  int mostRunningPages() {
    return Math.max(1, Math.min(RUNNING_PAGES, passPages() - 2));
  }

  /** The pages of a pass. */
  int passPages() {
    return requests(active, pageSize);
  }

  /** So many look-ups cost more than a pass would. */
  int enoughForAPass() {
    int pass = passPages() + requests(missed, idsPerLookUp);
    return pass * idsPerLookUp + 1;
  }

  private int runningPages() {
    return Math.max(1, requests(running, pageSize));
  }

  private static int requests(int jobs, int aRequest) {
    return (jobs + aRequest - 1) / aRequest;
  }
}
