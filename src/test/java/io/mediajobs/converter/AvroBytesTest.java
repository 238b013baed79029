package io.mediajobs.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** What Avro's own encoder writes. */
class AvroBytesTest {

  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(expected, null);
  private final AvroBytes bytes = new AvroBytes(1);

  @Test
  void writesNumbers() throws IOException {
    for (int i :
        new int[] {0, 1, -1, 63, 64, -64, -65, 8191, 8192, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      encoder.writeInt(i);
      bytes.writeNumber(i);
    }
    for (int shift = 0; shift < Long.SIZE; shift++) {
      for (long value : new long[] {1L << shift, (1L << shift) - 1, -(1L << shift)}) {
        encoder.writeLong(value);
        bytes.writeNumber(value);
      }
    }
    same();
  }

  @Test
  void writesFractions() throws IOException {
    for (double value : new double[] {0, -0.0, 834.736, Double.MIN_VALUE, Double.NaN, -1e300}) {
      encoder.writeDouble(value);
      bytes.writeFixed(Double.doubleToRawLongBits(value), Double.BYTES);
      encoder.writeFloat((float) value);
      bytes.writeFixed(Float.floatToRawIntBits((float) value), Float.BYTES);
    }
    same();
  }

  @Test
  void writesTexts() throws IOException {
    for (String text :
        List.of(
            "",
            "a",
            "x".repeat(48),
            "x".repeat(49),
            "x".repeat(5000),
            "x\u007f",
            "x\u0080",
            "\u00e9",
            "x".repeat(47) + "\u8f6c",
            "\u8f6c\u7801".repeat(40),
            "\ud83c\udfac",
            "\ud83c",
            "\udfac x")) {
      encoder.writeString(text);
      bytes.writeText(text);
    }
    encoder.writeBytes(new byte[] {1, -1, 0});
    bytes.writeBytes(new byte[] {1, -1, 0});
    same();
  }

  private void same() throws IOException {
    encoder.flush();
    assertThat(bytes.taken()).isEqualTo(expected.toByteArray());
  }
}
