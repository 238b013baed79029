package io.mediajobs.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the plugin, which every plugin class of it reports to the worker. */
public final class PluginVersion {

  private static final String VERSION = read();

  private PluginVersion() {}

  /** The version of the build, {@code 0.2.0}. */
  public static String get() {
    return VERSION;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in =
        PluginVersion.class.getResourceAsStream("/io/mediajobs/version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The plugin's version.properties can't be read", e);
    }
    // Connect's own word for a plugin that does not say.
    return properties.getProperty("version", "undefined");
  }
}
