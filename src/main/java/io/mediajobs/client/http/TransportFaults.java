package io.mediajobs.client.http;

import io.mediajobs.job.JobsApiException;
import java.io.IOException;

/** Words what keeps {@link Transport} from getting an answer, by whom was asked. */
public interface TransportFaults {

  /** The failure of a request that got no complete answer in time. */
  JobsApiException late();

  /** The failure of a request whose client was closed before the answer was there. */
  JobsApiException closed();

  /**
   * The failure of a request that got no answer, or none that was complete.
   *
   * @param failure what the HTTP client says; its text may quote what came
   */
  JobsApiException unreachable(IOException failure);
}
