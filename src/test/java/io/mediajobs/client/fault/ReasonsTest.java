package io.mediajobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobsApiException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {

  @ParameterizedTest
  @CsvSource({
    "401, SecretidNotExist, SECRET_ID",
    "403, InvalidAccessKeyId, SECRET_ID",
    "401, InvalidAuthorization, SIGNATURE",
    "403, SignatureDoesNotMatch, SIGNATURE",
    "401, MissingAuthorization, SIGNATURE",
    "401, , SIGNATURE",
    "400, ExpiredToken, TOKEN",
    "403, InvalidToken, TOKEN",
    "403, AccessDenied, PERMISSION",
    "403, , PERMISSION",
    "404, NoSuchBucket, BUCKET",
    "403, NoSuchBucket, BUCKET",
    "400, MediaBucketUnBinded, BUCKET",
    "400, QueueNotFound, QUEUE",
    "404, QueueNotFound, QUEUE",
    "400, InvalidHost, PLACE",
    "404, InvalidUrl, PLACE",
    "301, PermanentRedirect, PLACE",
    "307, , PLACE",
    "400, InvalidArgument, QUESTION",
    "400, , QUESTION",
    "451, UnavailableForLegalReasons, OTHER",
    "501, , OTHER"
  })
  void knowsWhatARefusalIsAbout(int status, String code, Reason reason) {
    assertThat(Reasons.of(status, new ServiceError(code, null, null))).isEqualTo(reason);
  }
}
