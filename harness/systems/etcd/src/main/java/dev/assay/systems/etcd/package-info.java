/**
 * etcd as a system under test: how its servers are started from the program {@code etcd}, and how
 * the operations of a coordination service are carried out on it by its Java client.
 *
 * <p>A <em>node</em> of the tree is a key that begins with a slash, and its children are the keys
 * below it. An <em>ephemeral</em> node is a key of the session's <em>lease</em>; a session is a
 * lease that is kept alive. Versions are etcd's less one, since it counts from one; that of the
 * children is their number, which counts additions while none goes. A <em>watch</em> that fires
 * once waits for the first change after the revision of a read.
 */
@NullMarked
package dev.assay.systems.etcd;

import org.jspecify.annotations.NullMarked;
