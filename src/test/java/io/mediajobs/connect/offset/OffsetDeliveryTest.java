package io.mediajobs.connect.offset;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class OffsetDeliveryTest {

  private final OffsetDelivery delivery = new OffsetDelivery(false, true);

  @Test
  void anOffsetThatDoesNotChangeIsNotCarried() {
    assertThat(due(0)).isFalse();
    assertThat(due(3600)).isFalse();
  }

  @Test
  void aChangeThatNoRecordHoldsIsCarriedAfterTenSeconds() {
    delivery.changed();

    assertThat(due(0)).isFalse();
    assertThat(due(9)).isFalse();
    assertThat(due(10)).isTrue();
    handOut(true);
    assertThat(due(3600)).isFalse();
  }

  @Test
  void whatChangesNextHasTenSecondsOfItsOwn() {
    delivery.changed();
    assertThat(due(0)).isFalse();
    assertThat(due(10)).isTrue();
    handOut(true);
    delivery.changed();

    assertThat(due(11)).isFalse();
    assertThat(due(21)).isTrue();
  }

  @Test
  void aChangeWhoseRecordIsNotAcknowledgedIsCarriedToo() {
    delivery.changed();
    handOut(false);

    assertThat(due(0)).isFalse();
    assertThat(due(10)).isTrue();
  }

  @Test
  void carriersArriveOnceOneHasAndUntilOneIsDropped() {
    SourceRecord carrier = handOut(true);
    assertThat(delivery.carriersArrive()).isFalse();
    delivery.committed(carrier, true, true);
    assertThat(delivery.carriersArrive()).isTrue();

    delivery.committed(handOut(true), false, true);
    assertThat(delivery.carriersArrive()).isFalse();
  }

  @Test
  void whatIsNotAcknowledgedIsAwaitedAsLongAsOthersAre() {
    assertThat(delivery.isAwaited(T0)).isFalse();
    delivery.changed();
    SourceRecord first = handOut(false);
    assertThat(delivery.isAwaited(T0)).as("none ever was").isFalse();
    handOut(false);
    delivery.committed(first, true, false);

    assertThat(delivery.isAwaited(T0)).isTrue();
    assertThat(delivery.isAwaited(T0.plusSeconds(119))).isTrue();
    assertThat(delivery.isAwaited(T0.plusSeconds(120))).isFalse();
  }

  @Test
  void aChangeWhoseRecordIsAcknowledgedIsNotCarried() {
    delivery.changed();
    SourceRecord record = handOut(false);
    assertThat(due(0)).isFalse();
    delivery.committed(record, true, false);

    assertThat(due(10)).isFalse();
    assertThat(due(3600)).isFalse();
  }

  @Test
  void anAcknowledgementSaysNothingOfWhatHasChangedSince() {
    delivery.changed();
    SourceRecord record = handOut(false);
    delivery.changed();
    delivery.committed(record, true, false);

    assertThat(due(1)).isFalse();
    assertThat(due(11)).isTrue();
  }

  @Test
  void theAcknowledgementOfAnEqualOffsetBeforeSaysNothing() {
    delivery.changed();
    SourceRecord before = handOut(false);
    delivery.changed();
    handOut(false);
    delivery.committed(before, true, false);

    assertThat(due(1)).isFalse();
    assertThat(due(11)).isTrue();
  }

  @Test
  void acknowledgementsThatComeLateAreWaitedFor() {
    for (int second = 0; second < 100; second++) {
      delivery.changed();
      SourceRecord record = handOut(false);
      assertThat(due(second)).isFalse();
      delivery.changed();
      handOut(false);
      delivery.committed(record, true, false);
    }
    assertThat(due(105)).isFalse();
    assertThat(due(115)).isTrue();
  }

  @Test
  void aDroppedRecordMakesACarrierDueAtOnceAndThenWithEachRecord() {
    delivery.changed();
    SourceRecord record = handOut(false);
    assertThat(due(0)).isFalse();
    delivery.committed(record, false, false);

    assertThat(due(0)).isTrue();
    assertThat(delivery.drops()).isTrue();
    handOut(true);
    assertThat(due(100)).isFalse();
    delivery.changed();
    assertThat(delivery.needsCarrier(true, at(100))).isTrue();
    assertThat(delivery.needsCarrier(false, at(100))).isFalse();
  }

  @Test
  void whatHasDroppedOnceIsRememberedFromTheStart() {
    OffsetDelivery again = new OffsetDelivery(true, true);
    again.changed();

    assertThat(again.needsCarrier(true, at(0))).isTrue();
    assertThat(again.needsCarrier(false, at(0))).isFalse();
  }

  @Test
  void aCarrierThatIsDroppedIsTheLast() {
    delivery.mustBeCarried();
    assertThat(due(0)).isTrue();
    delivery.committed(handOut(true), false, true);
    delivery.changed();
    delivery.mustBeCarried();

    assertThat(due(3600)).isFalse();
    assertThat(delivery.needsCarrier(true, at(3600))).isFalse();
    assertThat(delivery.carrierDropped()).isTrue();
    assertThat(delivery.drops()).isFalse();
  }

  @Test
  void anOffsetIsThereOnceAllRecordsBeforeItAreDone() {
    assertThat(delivery.isThere()).as("the one that is stored").isTrue();
    SourceRecord first = handOut(false);
    SourceRecord second = handOut(false);
    assertThat(delivery.isThere()).isFalse();

    delivery.committed(second, true, false);
    assertThat(delivery.isThere()).isFalse();
    delivery.committed(first, true, false);
    assertThat(delivery.isThere()).isTrue();
  }

  @Test
  void anOffsetWhoseRecordWasDroppedIsNotThere() {
    SourceRecord first = handOut(false);
    SourceRecord second = handOut(false);
    delivery.committed(first, true, false);
    delivery.committed(second, false, false);
    assertThat(delivery.isThere()).isFalse();

    delivery.committed(handOut(false), true, false);
    assertThat(delivery.isThere()).isTrue();
  }

  @Test
  void anOffsetIsThereThoughARecordBeforeItWasDropped() {
    SourceRecord first = handOut(false);
    SourceRecord second = handOut(false);
    delivery.committed(first, false, false);
    delivery.committed(second, true, false);

    assertThat(delivery.isThere()).isTrue();
  }

  private boolean due(long second) {
    return delivery.needsCarrier(false, at(second));
  }

  /** A record with an offset of its own, which is equal to every other. */
  private SourceRecord handOut(boolean carrier) {
    Map<String, Object> offset = new HashMap<>(Map.of("version", 1L));
    delivery.handedOut(offset, 1, carrier);
    return new SourceRecord(Map.of("tag", "Transcode"), offset, "t.jobs", null, null);
  }

  private static Instant at(long second) {
    return T0.plusSeconds(second);
  }
}
