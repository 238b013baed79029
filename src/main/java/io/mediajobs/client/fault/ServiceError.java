package io.mediajobs.client.fault;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the service said went wrong. Other parts of an error document, such as the string that was
 * signed, are not even read.
 *
 * @param code {@code Code}; null where the answer has none
 * @param message {@code Message}; null where the answer has none
 * @param requestId {@code RequestId}; null where the answer has none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceError(
    @JsonProperty("Code") @JsonAlias("code") @Nullable String code,
    @JsonProperty("Message") @JsonAlias("message") @Nullable String message,
    @JsonProperty("RequestId") @JsonAlias("request_id") @Nullable String requestId) {

  /** Nothing that can be read. */
  static final ServiceError UNKNOWN = new ServiceError(null, null, null);

  boolean hasCode(String expected) {
    return expected.equals(code);
  }
}
