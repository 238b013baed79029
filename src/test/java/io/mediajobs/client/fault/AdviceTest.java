package io.mediajobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Filter;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {

  private static final JobSource FILES =
      new JobSource("b-1", "ap-chongqing", "/jobs", "FileHashCode", null, null);

  @Test
  void filesAreListedAndLookedUpByDifferentActions() {
    JobQuery listing = new Listing(FILES, Filter.NONE, Order.ASC, 100, null, List.of(), null, null);

    assertThat(Advice.on(403, ServiceError.UNKNOWN, RequestLabel.of(listing)))
        .isEqualTo("grant the key the action ci:DescribeMediaJobs on bucket b-1");
    assertThat(
            Advice.on(
                403,
                ServiceError.UNKNOWN,
                RequestLabel.of(new LookUp(FILES, List.of(new JobId("f1"))))))
        .isEqualTo("grant the key the action ci:DescribeFileProcessJob on bucket b-1");
  }
}
