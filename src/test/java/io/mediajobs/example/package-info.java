/** What the documentation shows for readers to take over, tried as they would. */
package io.mediajobs.example;
