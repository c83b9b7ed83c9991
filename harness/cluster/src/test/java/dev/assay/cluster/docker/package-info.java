/** Tests of what containers are told and asked, without an engine. */
@NullMarked
package dev.assay.cluster.docker;

import org.jspecify.annotations.NullMarked;
