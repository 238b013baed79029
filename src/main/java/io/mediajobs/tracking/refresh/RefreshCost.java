package io.mediajobs.tracking.refresh;

/**
 * What the ways to look at jobs again cost, in requests.
 *
 * @param active the tracked jobs that have not ended
 * @param running those of them that run
 * @param missed how many jobs a pass does not show, in the mean: they are looked up besides
 * @param pageSize jobs a page
 * @param idsPerLookUp jobs a look-up
 */
public record RefreshCost(int active, int running, double missed, int pageSize, int idsPerLookUp) {

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
   * @param due how many jobs are due
   * @param pass the requests of a pass that would show them
   * @param frontierDue whether the frontier is to be looked at, if that pays
   */
  Way cheapest(int due, int pass, boolean frontierDue) {
    if (frontierDue && frontierPays()) {
      return Way.FRONTIER;
    }
    if (due == 0) {
      return Way.NONE;
    }
    return requests(due, idsPerLookUp) > pass + again() ? Way.PASS : Way.LOOK_UPS;
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
    return (int) ((passPages() + again()) * idsPerLookUp) + 1;
  }

  /** The look-ups of what a pass does not show; a part of one where that is seldom any. */
  private double again() {
    return missed < 1 ? missed : requests((int) Math.ceil(missed), idsPerLookUp);
  }

  private int runningPages() {
    return Math.max(1, requests(running, pageSize));
  }

  /** How many requests so many jobs take. */
  static int requests(int jobs, int aRequest) {
    return (jobs + aRequest - 1) / aRequest;
  }
}
