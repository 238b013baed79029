package io.mediajobs.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.Asking;
import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.client.LoopbackService;
import io.mediajobs.job.JobsApiException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A time that is over can meet a request anywhere on its way, also where no request may be ended.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class ShortestTimeoutTest {

  @Test
  void whateverARequestFailsWithWhenItsTimeIsOverIsThat() throws Exception {
    Set<String> sentences = new TreeSet<>();
    try (LoopbackService service = LoopbackService.answering(Asking.OK, Asking.PAGE);
        HttpJobsApi api = Asking.api(Asking.settings(service.endpoint(), 1), Asking.CREDENTIALS)) {
      for (int i = 0; i < 2000; i++) {
        try {
          api.ask(Asking.LISTING);
        } catch (JobsApiException late) {
          sentences.add(late.getMessage());
        }
      }
      assertThat(sentences)
          .containsExactly(
              "Listing b-1/jobs?tag=Transcode got no complete answer from "
                  + service.endpoint()
                  + " within 1 ms: check the network, or raise request.timeout.ms");
    }
  }
}
