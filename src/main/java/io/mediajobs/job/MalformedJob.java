package io.mediajobs.job;

import java.time.Instant;

/**
 * A job that can't be read, to be told once.
 *
 * @param source the source whose answer showed it
 * @param job what the answer showed
 * @param observedAt when the answer was there
 */
public record MalformedJob(JobSource source, UnreadableJob job, Instant observedAt)
    implements Finding {}
