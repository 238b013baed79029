package io.mediajobs.client.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came back over HTTP, read whole or, where it was longer than may be read, its beginning.
 *
 * @param status the HTTP status
 * @param date the {@code Date} header; null where it is absent or unreadable
 * @param retryAfter the {@code Retry-After} header as it stands; null where it is absent
 * @param requestId the {@code x-ci-request-id} header, which the vendor's support asks for; null
 *     where it is absent
 * @param coding the {@code Content-Encoding} header, how the body is packed; null where it is
 *     absent
 * @param body the body; empty where there is none
 * @param cut whether the body is longer, and this only as much of it as was wanted
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
public record HttpAnswer(
    int status,
    @Nullable Instant date,
    @Nullable String retryAfter,
    @Nullable String requestId,
    @Nullable String coding,
    byte[] body,
    boolean cut) {

  /** This answer with its body unpacked: whole, or cut so. */
  public HttpAnswer unpacked(byte[] whole, boolean cutSo) {
    return new HttpAnswer(status, date, retryAfter, requestId, null, whole, cutSo);
  }
}
