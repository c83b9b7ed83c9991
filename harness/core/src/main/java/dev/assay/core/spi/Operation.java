package dev.assay.core.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a generator asks a client to do.
 *
 * @param f what: {@code read}, {@code write}, {@code cas}, {@code add}, ...
 * @param key the object worked on, where there are several
 * @param value the argument, as in a history's entry
 */
public record Operation(String f, @Nullable String key, @Nullable Object value) {}
