package io.mediajobs.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came back over HTTP, read whole.
 *
 * @param status the HTTP status
 * @param date the {@code Date} header; null where it is absent or unreadable
 * @param retryAfter the {@code Retry-After} header as it stands; null where it is absent
 * @param requestId the {@code x-ci-request-id} header, which the vendor's support asks for; null
 *     where it is absent
 * @param body the body; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
record Answer(
    int status,
    @Nullable Instant date,
    @Nullable String retryAfter,
    @Nullable String requestId,
    byte[] body) {}
