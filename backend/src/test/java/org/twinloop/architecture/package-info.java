/**
 * The rules of the house as code: which package may see which, what nobody may do, and how files look. The tests
 * {@code ArchitectureTest} and {@code TidyTest} one level up apply them to the service; the planted faults here show
 * that
 * each rule sees what it forbids.
 */
package org.twinloop.architecture;
