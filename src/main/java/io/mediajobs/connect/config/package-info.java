/**
 * The settings: their definitions in sections, their checks, and the values that other layers get.
 */
@NullMarked
package io.mediajobs.connect.config;

import org.jspecify.annotations.NullMarked;
