/** What others make of the records: tables of sinks, and programs that read them. */
package io.mediajobs.downstream;
