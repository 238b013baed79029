/**
 * Kafka as users run it: stock brokers and Connect workers of any version as child processes, which
 * can be stopped, killed and started again, with the plugin unzipped from its archive. Their class
 * path is Kafka's own, never that of the tests.
 */
package io.mediajobs.kafka;
