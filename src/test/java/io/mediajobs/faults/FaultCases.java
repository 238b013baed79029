package io.mediajobs.faults;

import static io.mediajobs.standin.Wires.chunk;
import static io.mediajobs.standin.Wires.framed;
import static io.mediajobs.standin.Wires.withLength;

import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Packing;
import io.mediajobs.standin.Wires;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can be wrong with an answer, by what a task has to make of it. */
final class FaultCases {

  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final Duration DRIP = Duration.ofMillis(20);
  private static final int BOMB = 17 * 1024 * 1024;

  private FaultCases() {}

  /** No answer, or half of one. */
  static Stream<FaultCase> broken() {
    return Stream.of(
        FaultCase.of("a reset in place of an answer", Fault.reset()),
        FaultCase.of("a reset within the head", Wires.resetIn(50, 0)),
        FaultCase.of("a reset behind the head", Wires.resetIn(100, 0)),
        FaultCase.of("a reset within the body", Wires.resetIn(100, 50)),
        FaultCase.of("the end in place of an answer", Wires.text((head, body) -> "")),
        FaultCase.of("the end within the head", Wires.text((head, body) -> head.substring(0, 99))),
        FaultCase.of("half a body", Fault.cutBody()),
        FaultCase.of(
            "Content-Length too short",
            Wires.textAndOn((head, body) -> withLength(head, "9") + body)),
        FaultCase.of(
            "Content-Length too long",
            Wires.text((head, body) -> withLength(head, "99999") + body)),
        FaultCase.slow(
            "Content-Length too long, and silence",
            Wires.textAndOn((head, body) -> withLength(head, "99999") + body)),
        FaultCase.of(
            "Content-Length below zero", Wires.text((head, body) -> withLength(head, "-1") + body)),
        FaultCase.of(
            "Content-Length that is no number",
            Wires.text((head, body) -> withLength(head, "much") + body)),
        FaultCase.of(
            "chunks without the last",
            Wires.text((head, body) -> framed(head, CHUNKED) + chunk(body))),
        FaultCase.of(
            "a chunk that is cut",
            Wires.text((head, body) -> framed(head, CHUNKED) + "ffff\r\n" + body)),
        FaultCase.of(
            "a chunk without a length",
            Wires.text((head, body) -> framed(head, CHUNKED) + "zz\r\n" + body + "\r\n0\r\n\r\n")),
        FaultCase.of(
            "a chunk longer than its length",
            Wires.text((head, body) -> framed(head, CHUNKED) + "9\r\n" + body + "\r\n0\r\n\r\n")),
        FaultCase.of(
            "a coding that nobody knows",
            Wires.text((head, body) -> framed(head, "Transfer-Encoding: zip") + body)),
        FaultCase.of("no HTTP at all", Wires.text((head, body) -> "220 ready\r\n\r\n")),
        FaultCase.of(
            "another version of HTTP",
            Wires.text((head, body) -> head.replace("HTTP/1.1", "HTTP/2.0") + body)),
        FaultCase.of(
            "half of a packed body", Wires.bytes("Content-Encoding: gzip", FaultCases::halfPacked)),
        FaultCase.of(
            "packed in a way that nobody asked for",
            Wires.bytes("Content-Encoding: br", Packing.GZIP::pack)));
  }

  /** Answers that take for ever, or would fill the memory. */
  static Stream<FaultCase> withoutEnd() {
    return Stream.of(
        FaultCase.slow("silence on an open connection", Wires.textAndOn((head, body) -> "")),
        FaultCase.slow("a head that drips", Wires.drip((head, body) -> head + body, DRIP)),
        FaultCase.slow(
            "a body that drips",
            (head, body, socket) -> {
              socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
              return Wires.drip((none, all) -> all, DRIP).write(head, body, socket);
            }),
        FaultCase.of(
                "a body without end",
                Wires.endless((head, body) -> framed(head, "X-Length: none") + body, " "))
            .with("response.max.bytes", "65536"),
        FaultCase.of(
                "chunks without end",
                Wires.endless((head, body) -> framed(head, CHUNKED) + chunk(body), chunk("     ")))
            .with("response.max.bytes", "65536"),
        FaultCase.of(
                "a body of many bytes",
                Wires.endless((head, body) -> withLength(head, "4000000000"), " "))
            .with("response.max.bytes", "65536"),
        FaultCase.of(
            "a head without end", Wires.endless((head, body) -> "HTTP/1.1 200 OK\r\n", "X: y\r\n")),
        FaultCase.of(
            "a line without end", Wires.endless((head, body) -> "HTTP/1.1 200 OK\r\nX: ", "y")),
        FaultCase.of("white lines without end", Wires.endless((head, body) -> "", "\r\n"))
            .with("request.timeout.ms", "250"),
        FaultCase.slow(
            "interim answers without end",
            Wires.endless((head, body) -> "", "HTTP/1.1 102 Processing\r\n\r\n")),
        bomb(Packing.GZIP),
        bomb(Packing.ZLIB));
  }

  /** Whole answers that are no pages. */
  static Stream<FaultCase> noPages() {
    return Stream.of(
        FaultCase.of("an HTML page", Fault.htmlPage()),
        FaultCase.of("nothing, with 200", Fault.raw(200, "application/xml", "")),
        FaultCase.of("nothing, with 204", Wires.text((head, body) -> "HTTP/1.1 204 None\r\n\r\n")),
        FaultCase.of("JSON, with 200", Fault.raw(200, "application/json", "{\"jobs\": []}")),
        FaultCase.of("JSON, with 500", Fault.raw(500, "application/json", "{\"error\": \"x\"}")),
        FaultCase.of(
            "an error, with 200",
            Fault.raw(200, "application/xml", "<Error><Code>x</Code></Error>")),
        FaultCase.of(
            "a page in UTF-16",
            Wires.bytes("X: y", text -> text.getBytes(StandardCharsets.UTF_16))),
        FaultCase.of(
            "a page that says to be in Latin-1",
            Fault.body(
                text ->
                    "<?xml version='1.0' encoding='ISO-8859-1'?>"
                        + text.replace("demo", "d\u00e9mo"))),
        FaultCase.of(
            "the end of a page missing",
            Fault.body(text -> text.substring(0, text.length() - 20))));
  }

  /** Errors of the service, or of a gateway, that may pass. */
  static Stream<FaultCase> statuses() {
    return IntStream.of(408, 429, 500, 502, 503, 504, 507)
        .mapToObj(
            status ->
                FaultCase.of(
                    "HTTP " + status,
                    Fault.status(status, "SomeCode", "Some words of the service")));
  }

  /** Unusual, but nothing to complain of. */
  static Stream<FaultCase> harmless() {
    return Stream.of(
        FaultCase.of("a byte order mark", Fault.body(text -> "\ufeff" + text)),
        FaultCase.of(
            "interim answers",
            Wires.textAndOn(
                (head, body) ->
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                        + "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                        + head
                        + body)),
        FaultCase.of(
            "HTTP/1.0", Wires.text((head, body) -> head.replace("HTTP/1.1", "HTTP/1.0") + body)),
        FaultCase.of(
            "HTTP/1.0 without a length",
            Wires.text(
                (head, body) -> framed(head, "X: y").replace("HTTP/1.1", "HTTP/1.0") + body)),
        FaultCase.of(
            "chunks with extensions and trailers",
            Wires.textAndOn(
                (head, body) ->
                    framed(head, CHUNKED)
                        + chunk(body).replaceFirst("\r\n", ";x=y\r\n")
                        + "0\r\nX-Trailer: y\r\n\r\n")),
        FaultCase.of(
            "another answer behind the answer",
            Wires.textAndOn((head, body) -> head + body + head + body)),
        FaultCase.of(
            "names in small letters, another type",
            Wires.textAndOn(
                (head, body) ->
                    head.replace("Content-Length", "content-length")
                            .replace("application/xml", "text/plain; charset=gbk")
                        + body)),
        FaultCase.of("packed as gzip", Packing.GZIP.wire()),
        FaultCase.of("packed as deflate", Packing.ZLIB.wire()),
        FaultCase.of("packed as deflate without its frame", Packing.DEFLATE.wire()),
        FaultCase.of("pieces", Fault.slowDrip(500, Duration.ofMillis(1))));
  }

  /** Sends elsewhere. */
  static Fault redirect(int status, URI elsewhere) {
    return Fault.wire(
        Wires.text(
            (head, body) ->
                "HTTP/1.1 "
                    + status
                    + " Moved\r\nLocation: "
                    + elsewhere
                    + "/jobs\r\nContent-Length: 0\r\n\r\n"));
  }

  private static byte[] halfPacked(String text) throws IOException {
    byte[] whole = Packing.GZIP.pack(text);
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** More than an answer may be, once it is unpacked. */
  private static FaultCase bomb(Packing packing) {
    return FaultCase.of(
        "a bomb, " + packing,
        Wires.bytes("Content-Encoding: " + packing.coding(), text -> packing.bomb(BOMB)));
  }
}
