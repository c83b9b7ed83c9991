/**
 * The reference coordination server. The core (every package but {@code runtime} and {@code wire})
 * is single-threaded and pure: it is told what happened by an {@link dev.assay.server.env.Event}
 * and acts through one {@link dev.assay.server.env.Env}.
 */
@NullMarked
package dev.assay.server;

import org.jspecify.annotations.NullMarked;
