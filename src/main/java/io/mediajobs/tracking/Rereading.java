package io.mediajobs.tracking;

import io.mediajobs.job.JobQuery;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each query has got an unreadable answer, in a row: a damaged answer is mostly damaged
 * on its way, so only one that stays unreadable is salvaged.
 */
final class Rereading {

  private static final int TRIES = 3;

  /** More queries of one source are never under way; older ones are not asked any more. */
  private static final int REMEMBERED = 100;

  private final Map<JobQuery, Integer> unreadable =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobQuery, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The query as it is to be asked: for a salvage, where reading it whole has failed enough. */
  JobQuery asked(JobQuery query) {
    return unreadable.getOrDefault(query, 0) < TRIES ? query : new JobQuery.Salvage(query);
  }

  /** Whether the newest answer to a query was unreadable. */
  boolean isOn(JobQuery query) {
    return unreadable.containsKey(query);
  }

  void wasUnreadable(JobQuery query) {
    unreadable.merge(query, 1, Integer::sum);
  }

  void wasRead(JobQuery query) {
    unreadable.remove(query);
  }
}
