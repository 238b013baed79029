package io.mediajobs.connect.config;

import io.mediajobs.client.credentials.RegularFile;
import io.mediajobs.client.http.TrustStore;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The trust store that settings name.
 *
 * @param location the file, on this worker
 * @param type JKS, PKCS12 or PEM
 * @param password opens it; null where there is none
 */
record TrustStoreFile(String location, String type, @Nullable String password) {

  static final String PKCS12 = "PKCS12";

  /** Some hundred times what Java itself comes with. */
  static final int MAX_BYTES = 16_777_216;

  /**
   * What came of reading a trust store: one of them is null, or both where there is no file.
   *
   * @param tls what connects with its certificates trusted
   * @param complaint why the file can't be used, without the password
   */
  record Opened(@Nullable SSLContext tls, @Nullable ConfigProblem complaint) {

    static final Opened NONE = new Opened(null, null);
  }

  /** Reads the file. */
  Opened open() {
    try {
      return new Opened(read(), null);
    } catch (Unusable unusable) {
      return new Opened(null, unusable.complaint);
    }
  }

  private SSLContext read() throws Unusable {
    if (password != null && type.equals(TrustStore.PEM)) {
      throw new Unusable(
          ConnectionSection.TRUSTSTORE_PASSWORD,
          "can't be set with ssl.truststore.type=PEM, which has none");
    }
    byte[] file;
    try {
      file = new RegularFile(Path.of(location), MAX_BYTES).read();
    } catch (RegularFile.Refused refused) {
      throw new Unusable("names what " + refused.why());
    } catch (IOException | InvalidPathException unreadable) {
      throw new Unusable("names a file that can't be read on this worker");
    }
    try {
      return TrustStore.open(file, type, password);
    } catch (CertificateException empty) {
      boolean locked = type.equals(PKCS12) && password == null;
      throw new Unusable(
          "names a file without certificates to trust"
              + (locked ? "; set ssl.truststore.password if they are encrypted" : ""));
    } catch (IOException | GeneralSecurityException unusable) {
      // Without the cause, as nobody knows what it repeats.
      throw unusable.getCause() instanceof UnrecoverableKeyException
          ? new Unusable(
              ConnectionSection.TRUSTSTORE_PASSWORD,
              "doesn't open the file of ssl.truststore.location")
          : new Unusable("names a file that is no trust store of ssl.truststore.type=" + type);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return location + " (" + type + ")";
  }

  /** That the file can't be used, and why. */
  private static final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ConfigProblem complaint;

    private Unusable(String why) {
      this(ConnectionSection.TRUSTSTORE, why);
    }

    private Unusable(String key, String why) {
      super(key + " " + why);
      this.complaint = new ConfigProblem(key, why);
    }
  }
}
