package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobElement;
import io.mediajobs.schema.EventSchemas;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What is read of an element that comes again. */
class StructReaderTest {

  private static final Schema INPUT = EventSchemas.MEDIA_JOB.required().field("input").schema();

  private final StructReader reader = StructReader.of(INPUT);
  private final JobElement input =
      Answers.parse("<Input><BucketId>b</BucketId><Region>r</Region><Object>o</Object></Input>");

  @Test
  void aWholeOneIsReadWhereOnlyAPartHadRoom() {
    for (int room = 0; room < 100; room++) {
      StructReader fresh = StructReader.of(INPUT);
      for (int i = 0; i < 3; i++) {
        read(fresh, new OtherLeaves(room));
      }
      assertThat(read(fresh, new OtherLeaves(Long.MAX_VALUE)))
          .as("after room for %s bytes", room)
          .isEqualTo(whole());
    }
  }

  @Test
  void takesTheSameRoomEachTime() {
    OtherLeaves first = new OtherLeaves(Long.MAX_VALUE);
    read(reader, first);
    for (int i = 0; i < 3; i++) {
      OtherLeaves again = new OtherLeaves(Long.MAX_VALUE);
      assertThat(read(reader, again)).isEqualTo(whole());
      assertThat(again.taken()).isEqualTo(first.taken()).isPositive();
    }
  }

  private Struct read(StructReader by, OtherLeaves other) {
    Struct read = new Struct(INPUT);
    by.read(input, ElementPath.ROOT, new StructTwin(read), other);
    return read;
  }

  private static Struct whole() {
    return new Struct(INPUT).put("bucketId", "b").put("region", "r").put("object", "o");
  }
}
