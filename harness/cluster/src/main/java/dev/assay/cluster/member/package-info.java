/**
 * Members that leave a running cluster and join it again, where the system has it ({@link
 * dev.assay.core.spi.SystemUnderTest.Membership}).
 */
@NullMarked
package dev.assay.cluster.member;

import org.jspecify.annotations.NullMarked;
