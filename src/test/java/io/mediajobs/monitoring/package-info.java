/**
 * The files of {@code config/monitoring} as Prometheus and Grafana see them: what they ask for, a
 * scrape to hold that against, and a picture of the dashboard.
 */
package io.mediajobs.monitoring;
