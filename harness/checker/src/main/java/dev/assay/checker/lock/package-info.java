/**
 * Judges locks that end with their holder's session, and resources that are protected by fencing
 * tokens (Kleppmann, "How to do distributed locking", 2016; Burrows, "The Chubby lock service",
 * OSDI 2006, calls them sequencers).
 *
 * <p>Glossary: a client <em>acquires</em> a lock with a <em>token</em>, a number that is greater
 * for every later holder; it does <em>work</em> on a resource, and shows the token; it
 * <em>releases</em> the lock. The time for which somebody holds the lock is a <em>hold</em>.
 *
 * <p>What a client cannot know: a holder whose session has ended does not hold the lock any more,
 * and hears of it late. So that two clients both believe that they hold a lock is no anomaly; it is
 * the reason for tokens. An anomaly is that the service gave the lock to a second one while the
 * first one's session was still alive and had released nothing.
 *
 * <p>An election is judged as a lock, in other words: see {@link
 * dev.assay.checker.lock.ElectionCheckers}.
 */
@NullMarked
package dev.assay.checker.lock;

import org.jspecify.annotations.NullMarked;
