package dev.assay.checker.generate;

import java.util.function.Consumer;

/**
 * A class of violations that can be planted.
 *
 * @param name what it is asked for by
 * @param anomaly what the model's check must report: the class of the broken guarantee, or one of
 *     those in its details
 * @param says what its script shows, in a few words
 * @param script shows it
 */
record Plant(String name, String anomaly, String says, Consumer<Script> script) {}
