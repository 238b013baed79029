package io.mediajobs.client;

import io.mediajobs.bench.SamplePages;
import io.mediajobs.client.Signature.KeyTime;
import io.mediajobs.client.credentials.Credentials;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Signing a listing; a request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {

  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Credentials credentials = new Credentials("id", "key", null);

  public SignatureBenchmark() {
    params.put("tag", "Transcode");
    params.put("orderByTime", "Asc");
    params.put("size", "100");
    params.put("nextToken", "225508");
    params.put("startCreationTime", "2022-06-27T15:23:12+0800");
    params.put("endCreationTime", "2022-06-28T15:23:12+0800");
    headers.put("Host", "examplebucket-1250000000.ci.ap-chongqing.myqcloud.com");
    headers.put("Accept", "application/xml");
  }

  @Benchmark
  public String signed() {
    return Signature.authorization(
        "GET", "/jobs", params, headers, credentials, KeyTime.around(SamplePages.FIRST));
  }
}
