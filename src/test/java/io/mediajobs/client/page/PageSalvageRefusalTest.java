package io.mediajobs.client.page;

import static io.mediajobs.client.page.PageSalvageTest.BAD;
import static io.mediajobs.client.page.PageSalvageTest.GOOD;
import static io.mediajobs.client.page.PageSalvageTest.TOKEN;
import static io.mediajobs.client.page.PageSalvageTest.bytes;
import static io.mediajobs.client.page.PageSalvageTest.response;
import static io.mediajobs.client.page.PageSalvageTest.salvage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not salvaged, as jobs could be lost by taking it for a whole page. */
class PageSalvageRefusalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"jobs\": []}",
        "<html><body><p>Sign in<br></body></html>",
        "<!DOCTYPE html><html></html>",
        "<Response/>",
        "<Response></Respons>",
        "<Response>busy</Response>",
        "<Response><RequestId>1</Request></Response>",
        "<Error><Code>InternalError</Cod></Error>"
      })
  void whatIsNoPageOfJobsStaysUnreadable(String answer) {
    assertThat(salvage(answer)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // No token, or none that is certain: what lies behind the page could be lost.
        GOOD + BAD + "<NextToken>225508<NextToken>",
        GOOD + BAD + "<NextToken>225508</NextTokn>",
        GOOD + BAD + TOKEN + TOKEN,
        GOOD + BAD + "<Nex",
        GOOD + "<JobsDetail><JobId>j2</JobId>",
        GOOD + BAD + TOKEN + "</JobsDetail>",
        // A page in a page: either may be the one that was cut off.
        GOOD + BAD + "</Response><Response>" + GOOD,
        // Text in which a job could stand.
        GOOD + BAD + "<JobsDetai><JobId>j3</JobId><State>Running</State></JobsDetai"
      })
  void aPageWhoseEndIsInDoubtStaysUnreadable(String inside) {
    assertThat(salvage(response(inside))).isNull();
  }

  @Test
  void cutAnywhereItStaysUnreadable() {
    byte[] whole = bytes(response("\n" + GOOD + "\n" + BAD + "\n" + GOOD + TOKEN));
    for (int length = 0; length < whole.length; length++) {
      assertThat(salvage(Arrays.copyOf(whole, length))).as("cut to %d bytes", length).isNull();
    }
    assertThat(salvage(whole)).isNotNull();
  }
}
