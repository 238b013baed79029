package io.mediajobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.fault.ErrorReader.ServiceError;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTest {

  private static final JobSource FILES =
      new JobSource("b-1", "ap-chongqing", "/jobs", "FileHashCode", null, null);

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
    assertThat(ErrorCodes.reason(status, new ServiceError(code, null, null))).isEqualTo(reason);
  }

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
    return ErrorCodes.advice(403, ServiceError.UNKNOWN, RequestLabel.of(query), "check the key");
  }
}
