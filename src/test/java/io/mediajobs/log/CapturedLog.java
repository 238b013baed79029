package io.mediajobs.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * All that is logged meanwhile, by every logger at its lowest level. slf4j-simple reads levels once
 * for each logger, hence reflection for those that are there, and a property for those that come.
 */
public final class CapturedLog implements AutoCloseable {

  private static final String NEW_LOGGERS = "org.slf4j.simpleLogger.log.";
  private static final String[] PREFIXES = {"io.mediajobs", "org.apache.hc"};
  private static final int TRACE = 0;
  private static final int DEBUG = 10;
  private static final int WARN = 30;

  private final PrintStream console = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Map<Object, Integer> usual = new IdentityHashMap<>();

  /** Captures from now on. */
  public CapturedLog() {
    this(true);
  }

  private CapturedLog(boolean everything) {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    if (!everything) {
      return;
    }
    for (String prefix : PREFIXES) {
      System.setProperty(NEW_LOGGERS + prefix, "trace");
    }
    for (Object logger : loggers().values()) {
      usual.put(logger, level(logger));
      level(logger, TRACE);
    }
  }

  /**
   * Captures what is logged anyway: all of the connector but its traces, and what others warn of.
   */
  public static CapturedLog asUsual() {
    return new CapturedLog(false);
  }

  /**
   * Drops what is logged anyway, once its lines are made. Of thousands of tasks nobody reads it,
   * and to carry it into the report of a build takes as long as half of the tasks.
   */
  public static CapturedLog dropped() {
    CapturedLog none = new CapturedLog(false);
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    return none;
  }

  /** What was logged so far; empty where it is dropped. */
  public String text() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Puts everything back; loggers that came meanwhile get what simplelogger.properties gives. */
  @Override
  public void close() {
    System.setErr(console);
    if (usual.isEmpty()) {
      return;
    }
    for (String prefix : PREFIXES) {
      System.clearProperty(NEW_LOGGERS + prefix);
    }
    loggers()
        .forEach(
            (name, logger) ->
                level(logger, usual.getOrDefault(logger, ours((String) name) ? DEBUG : WARN)));
  }

  private static boolean ours(String name) {
    return name.startsWith(PREFIXES[0]);
  }

  private static Map<?, ?> loggers() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    try {
      Field loggers = factory.getClass().getDeclaredField("loggerMap");
      loggers.setAccessible(true);
      return (Map<?, ?>) loggers.get(factory);
    } catch (ReflectiveOperationException otherFactory) {
      throw new AssertionError(otherFactory);
    }
  }

  private static int level(Object logger) {
    try {
      return field(logger).getInt(logger);
    } catch (ReflectiveOperationException otherLogger) {
      throw new AssertionError(otherLogger);
    }
  }

  private static void level(Object logger, int level) {
    try {
      field(logger).setInt(logger, level);
    } catch (ReflectiveOperationException otherLogger) {
      throw new AssertionError(otherLogger);
    }
  }

  private static Field field(Object logger) throws ReflectiveOperationException {
    Field level = logger.getClass().getDeclaredField("currentLogLevel");
    level.setAccessible(true);
    return level;
  }
}
