package io.mediajobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLabelTest {

  private static final JobSource FILES =
      new JobSource("b-1", "ap-chongqing", "/jobs", "FileHashCode", null, null);

  @Test
  void filesAreListedAndLookedUpByDifferentActions() {
    JobQuery listing =
        new Listing(FILES, Jobs.NO_FILTER, Order.ASC, 100, null, List.of(), null, null);

    assertThat(adviceIfForbidden(listing))
        .isEqualTo("grant the key the action ci:DescribeMediaJobs on bucket b-1");
    assertThat(adviceIfForbidden(new LookUp(FILES, List.of(new JobId("f1")))))
        .isEqualTo("grant the key the action ci:DescribeFileProcessJob on bucket b-1");
  }

  private static String adviceIfForbidden(JobQuery query) {
    return RequestLabel.of(query).ifForbidden();
  }
}
