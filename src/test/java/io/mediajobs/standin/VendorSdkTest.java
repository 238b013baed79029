package io.mediajobs.standin;

import static io.mediajobs.job.JobState.CANCEL;
import static io.mediajobs.job.JobState.SUCCESS;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.auth.BasicSessionCredentials;
import com.qcloud.cos.auth.COSCredentials;
import com.qcloud.cos.endpoint.EndpointResolver;
import com.qcloud.cos.exception.CosServiceException;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.model.ciModel.job.MediaJobObject;
import com.qcloud.cos.model.ciModel.job.MediaJobsRequest;
import com.qcloud.cos.model.ciModel.job.MediaListJobResponse;
import com.qcloud.cos.model.ciModel.job.v2.MediaJobsRequestV2;
import com.qcloud.cos.model.ciModel.queue.MediaQueueRequest;
import com.qcloud.cos.region.Region;
import io.mediajobs.job.JobTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An outsider's verdict on the stand-in: the vendor's own client lists and looks up jobs from it.
 * Known defects of that client are asserted around: its listing never tells StartTime and Progress,
 * and both listing and look-up tell the input's region for its name.
 */
class VendorSdkTest {

  // The client signs by the machine's clock, so the service must run on it, too.
  private static final Instant HOUR_AGO = Instant.now().minus(ofMinutes(60));

  private final StandIn standIn = StandIn.start(InstantSource.system());
  private final List<COSClient> clients = new ArrayList<>();
  private final COSClient sdk = sdk(basic(standIn.credential()));

  @BeforeEach
  void fillTheService() {
    for (int i = 0; i < 25; i++) {
      standIn.add(
          Jobs.job("Transcode")
              .createdAt(HOUR_AGO.plusSeconds(i / 4))
              .runningAfter(ofSeconds(5))
              .endsAfter(ofSeconds(60), SUCCESS)
              .build());
    }
    standIn.add(
        Jobs.job("Transcode")
            .createdAt(HOUR_AGO.plusSeconds(100))
            .endsAfter(ofSeconds(60), CANCEL)
            .build(),
        Jobs.job("VoiceSeparate").createdAt(HOUR_AGO).build());
  }

  @AfterEach
  void close() {
    clients.forEach(COSClient::shutdown);
    standIn.close();
  }

  private COSClient sdk(COSCredentials credentials) {
    ClientConfig config = new ClientConfig(new Region(standIn.region()));
    // Without it the client insists on https.
    config.setCiSpecialRequest(true);
    config.setHttpProtocol(HttpProtocol.http);
    config.setMaxErrorRetry(0);
    String authority = standIn.endpoint().getAuthority();
    // The client keeps the vendor's host name, signs it, and only connects elsewhere.
    config.setEndpointResolver(
        new EndpointResolver() {
          @Override
          public String resolveGeneralApiEndpoint(String host) {
            return authority;
          }

          @Override
          public String resolveGetServiceApiEndpoint(String host) {
            return authority;
          }
        });
    COSClient client = new COSClient(credentials, config);
    clients.add(client);
    return client;
  }

  private static COSCredentials basic(Credential credential) {
    return new BasicCOSCredentials(credential.secretId(), credential.secretKey());
  }

  private MediaJobsRequest request() {
    MediaJobsRequest request = new MediaJobsRequest();
    request.setBucketName(standIn.bucket());
    request.setQueueId(Queue.defaultOf(Family.MEDIA).queueId());
    request.setTag("Transcode");
    return request;
  }

  private List<String> expectedIds() {
    return standIn.jobs().stream()
        .filter(job -> job.tag().equals("Transcode"))
        .sorted(Comparator.comparing(Job::creationTime).thenComparing(Job::id))
        .map(Job::id)
        .toList();
  }

  @Test
  void pagesThroughAListing() {
    List<MediaJobObject> jobs = new ArrayList<>();
    MediaJobsRequest request = request();
    request.setOrderByTime("Asc");
    request.setSize(7);
    request.setStates("Submitted,Success,Cancel");
    request.setStartCreationTime(JobTime.format(HOUR_AGO));
    MediaListJobResponse page = sdk.describeMediaJobs(request);
    while (page.getNextToken() != null) {
      jobs.addAll(page.getJobsDetailList());
      request.setNextToken(page.getNextToken());
      page = sdk.describeMediaJobs(request);
    }
    jobs.addAll(page.getJobsDetailList());

    assertThat(jobs).extracting(MediaJobObject::getJobId).isEqualTo(expectedIds());
    MediaJobObject first = jobs.get(0);
    assertThat(first.getState()).isEqualTo("Success");
    assertThat(first.getTag()).isEqualTo("Transcode");
    assertThat(first.getCode()).isEqualTo("Success");
    assertThat(first.getQueueId()).isEqualTo(request.getQueueId());
    assertThat(first.getCreationTime()).isEqualTo(JobTime.format(HOUR_AGO));
    assertThat(first.getEndTime()).isEqualTo(JobTime.format(HOUR_AGO.plusSeconds(60)));
    assertThat(first.getOperation().getOutput().getBucket()).isEqualTo(standIn.bucket());
    assertThat(first.getOperation().getMediaInfo().getFormat().getSize()).isEqualTo("1424687");
    assertThat(jobs.get(25).getState()).isEqualTo("Cancel");
    assertThat(standIn.requests().count(Request.Kind.LISTING)).isEqualTo(4);
  }

  @Test
  void looksUpOneJob() {
    String id = expectedIds().get(0);
    MediaJobsRequest request = request();
    request.setJobId(id);
    MediaJobObject job = sdk.describeMediaJob(request).getJobsDetail();

    assertThat(job.getJobId()).isEqualTo(id);
    assertThat(job.getState()).isEqualTo("Success");
    assertThat(job.getProgress()).isEqualTo("100");
    assertThat(job.getStartTime()).isEqualTo(JobTime.format(HOUR_AGO.plusSeconds(5)));
    assertThat(standIn.truth().observed(id)).containsExactly(SUCCESS);
  }

  @Test
  void looksUpSeveralJobsAndThoseThatAreNone() {
    List<String> ids = expectedIds().subList(0, 2);
    MediaJobsRequest request = request();
    request.setJobId(String.join(",", ids) + ",jnone");

    // The client takes one job from an answer, and nothing of NonExistJobIds.
    assertThat(sdk.describeMediaJob(request).getJobsDetail().getJobId()).isIn(ids);
    Request seen = standIn.requests().requests().get(0);
    assertThat(seen.ids()).containsExactly(ids.get(0), ids.get(1), "jnone");
    assertThat(seen.target()).contains("%2C");
    assertThat(standIn.truth().observed(ids.get(1))).containsExactly(SUCCESS);
  }

  @Test
  void readsAJobIntoItsSecondModel() {
    // Transcode would not do: this model breaks on the second WatermarkTemplateId.
    Job voice =
        standIn.jobs().stream().filter(job -> job.tag().equals("VoiceSeparate")).findAny().get();
    MediaJobsRequestV2 request = new MediaJobsRequestV2();
    request.setBucketName(standIn.bucket());
    request.setJobId(voice.id());
    var job = sdk.describeMediaJobV2(request).getJobsDetail();

    assertThat(job.getState()).isEqualTo("Submitted");
    assertThat(job.getInput().getObject()).isEqualTo("input/demo.mp4");
    assertThat(job.getOperation().getOutput().getObject()).isEqualTo("output/" + voice.id());
  }

  @Test
  void listsQueues() {
    MediaQueueRequest request = new MediaQueueRequest();
    request.setBucketName(standIn.bucket());

    assertThat(sdk.describeMediaQueues(request).getQueueList())
        .singleElement()
        .satisfies(queue -> assertThat(queue.getName()).isEqualTo("queue-1"))
        .satisfies(queue -> assertThat(queue.getState()).isEqualTo("Active"));
  }

  @Test
  void aWrongKeyIsRejected() {
    Credential right = standIn.credential();
    assertThat(refusal(sdk(new BasicCOSCredentials(right.secretId(), "wrong"))))
        .isEqualTo("401 InvalidAuthorization");
    assertThat(refusal(sdk(basic(Credential.TEMPORARY)))).isEqualTo("401 SecretidNotExist");
    standIn.access().permit(false);
    assertThat(refusal(sdk)).isEqualTo("403 AccessDenied");
  }

  @Test
  void aTemporaryKeyWithItsTokenIsAccepted() {
    Credential key = Credential.TEMPORARY;
    standIn.access().accept(key);
    COSClient temporary =
        sdk(new BasicSessionCredentials(key.secretId(), key.secretKey(), key.token()));

    assertThat(temporary.describeMediaJobs(request()).getJobsDetailList()).hasSize(10);
    assertThat(refusal(sdk(basic(key)))).isEqualTo("401 InvalidAuthorization");
  }

  @Test
  void understandsTheRefusalOfAWrongParameter() {
    MediaJobsRequest request = request();
    request.setSize(101);
    CosServiceException refusal =
        catchThrowableOfType(CosServiceException.class, () -> sdk.describeMediaJobs(request));

    assertThat(refusal.getStatusCode()).isEqualTo(400);
    assertThat(refusal.getErrorCode()).isEqualTo("InvalidArgument");
    assertThat(refusal.getErrorMessage()).isEqualTo("size must be 1 to 100");
    assertThat(refusal.getRequestId()).isNotBlank();
  }

  private String refusal(COSClient client) {
    CosServiceException refusal =
        catchThrowableOfType(CosServiceException.class, () -> client.describeMediaJobs(request()));
    return refusal == null ? "accepted" : refusal.getStatusCode() + " " + refusal.getErrorCode();
  }
}
