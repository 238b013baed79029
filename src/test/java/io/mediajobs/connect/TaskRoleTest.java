package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.standin.Credential;
import io.mediajobs.standin.StandIn;
import io.mediajobs.standin.TokenService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task whose key may do nothing but assume a role, which may read the jobs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskRoleTest {

  private static final String ROLE = "qcs::cam::uin/100000000001:roleName/reads-jobs";

  @Test
  void theKeyOfTheRoleSignsEveryRequest() throws Exception {
    try (StandIn service = StandIn.start(InstantSource.system());
        TokenService tokens = TokenService.start()) {
      service.access().rotate(Credential.PERMANENT, Credential.TEMPORARY);
      tokens.trust(Credential.PERMANENT);
      tokens.give(ROLE, Credential.TEMPORARY, Duration.ofHours(2));
      service.add(TaskRun.endedJobs(3, Instant.now().minusSeconds(600)));
      Map<String, String> role =
          Map.of("ci.role.arn", ROLE, "ci.sts.endpoint", tokens.endpoint().toString());

      try (TaskRun run = new TaskRun(service, role)) {
        run.pollUntil(() -> run.eventIds().size() == 9);
      }

      assertThat(tokens.asked())
          .singleElement()
          .asString()
          .startsWith("AssumeRole ap-chongqing {\"RoleArn\":\"" + ROLE + "\"");
      assertThat(service.requests().requests())
          .isNotEmpty()
          .allSatisfy(
              request ->
                  assertThat(request.headers())
                      .containsEntry("x-ci-security-token", Credential.TEMPORARY.token()));
    }
  }
}
