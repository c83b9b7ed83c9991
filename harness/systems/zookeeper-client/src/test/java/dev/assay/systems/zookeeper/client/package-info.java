@NullMarked
package dev.assay.systems.zookeeper.client;

import org.jspecify.annotations.NullMarked;
