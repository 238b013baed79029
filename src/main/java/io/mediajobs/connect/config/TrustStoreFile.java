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
   * @param problem why the file can't be used, without the password
   */
  record Opened(@Nullable SSLContext tls, @Nullable ConfigProblem problem) {

    static final Opened NONE = new Opened(null, null);

    private static Opened refused(String key, String why) {
      return new Opened(null, ConfigProblem.of(key, why));
    }
  }

  /** Reads the file. */
  Opened open() {
    if (password != null && type.equals(TrustStore.PEM)) {
      return Opened.refused(
          ConnectionSection.TRUSTSTORE_PASSWORD,
          "can't be set with ssl.truststore.type=PEM, which has none");
    }
    byte[] file;
    try {
      file = new RegularFile(Path.of(location), MAX_BYTES).read();
    } catch (RegularFile.Refused refused) {
      return Opened.refused(ConnectionSection.TRUSTSTORE, "names what " + refused.why());
    } catch (IOException | InvalidPathException unreadable) {
      return Opened.refused(
          ConnectionSection.TRUSTSTORE, "names a file that can't be read on this worker");
    }
    try {
      return new Opened(TrustStore.open(file, type, password), null);
    } catch (CertificateException empty) {
      boolean locked = type.equals(PKCS12) && password == null;
      return Opened.refused(
          ConnectionSection.TRUSTSTORE,
          "names a file without certificates to trust"
              + (locked ? "; set ssl.truststore.password if they are encrypted" : ""));
    } catch (IOException | GeneralSecurityException unusable) {
      // Without the cause, as nobody knows what it repeats.
      return unusable.getCause() instanceof UnrecoverableKeyException
          ? Opened.refused(
              ConnectionSection.TRUSTSTORE_PASSWORD,
              "doesn't open the file of ssl.truststore.location")
          : Opened.refused(
              ConnectionSection.TRUSTSTORE,
              "names a file that is no trust store of ssl.truststore.type=" + type);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return location + " (" + type + ")";
  }
}
