/**
 * ZooKeeper's client protocol: bytes on one side, {@link dev.assay.server.client.ClientRequest} and
 * {@link dev.assay.server.client.ClientReply} on the other. The records are those of ZooKeeper's
 * own {@code zookeeper-jute}; only the framing of multi, the operation codes and the four-letter
 * words are written here. No thread and no socket: {@code runtime} hands in whole frames.
 *
 * <p>Glossary: a <em>frame</em> is the body of a packet, without its length; an <em>xid</em> is the
 * client's number of a request; an <em>outstanding</em> request has been decoded and not yet been
 * answered.
 */
@NullMarked
package dev.assay.server.wire;

import org.jspecify.annotations.NullMarked;
