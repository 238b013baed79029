/** Input that somebody made up to do harm: targets for a fuzzer, and what it has found before. */
package io.mediajobs.fuzz;
