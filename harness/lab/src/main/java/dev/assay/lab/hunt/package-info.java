/**
 * The catalogue of seeded bugs with what must catch each of them, its counterpart of unusual runs
 * in which nothing is wrong, and the hunt that tries both.
 *
 * <p>A <em>quarry</em> is what is hunted: a {@link dev.assay.lab.hunt.Hunt} is a seeded bug with
 * the scene that must show it, a {@link dev.assay.lab.hunt.Twin} is a scene that looks like trouble
 * and is none. A <em>scene</em> is a kind of run: workload, faults, size, length, settings; with a
 * seed it is a run. A <em>base seed</em> is where a <em>chase</em> after one quarry begins: it
 * tries one seed after the other, from there on, until a run is invalid or the budget is spent. A
 * <em>sighting</em> is what one run showed, judged from its history alone. A <em>score</em> is what
 * all chases after one quarry came to.
 *
 * <p>Why both: a harness that catches every bug because it calls everything invalid is worth
 * nothing, and one that flags nothing is worth as little. What a good harness looks for, and what
 * it must leave alone, is the same thing seen from two sides (mutation testing: DeMillo, Lipton and
 * Sayward, 1978).
 */
@NullMarked
package dev.assay.lab.hunt;

import org.jspecify.annotations.NullMarked;
