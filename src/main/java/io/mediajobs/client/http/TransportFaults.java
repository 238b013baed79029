package io.mediajobs.client.http;

import io.mediajobs.job.JobsApiException;
import java.io.IOException;

/** Words what keeps {@link Transport} from getting an answer, by whom was asked. */
public interface TransportFaults {

  /** No complete answer in time. */
  JobsApiException late();

  /** The client was closed before the answer was there. */
  JobsApiException closed();

  /** No answer, or none that was complete. */
  JobsApiException unreachable(IOException failure);
}
