// What the pages do better with a script. Everything works without it.

/** Focus on the list of errors when a form came back. */
document.getElementById('error-summary')?.focus();

/** The warning before the log-in ends, three minutes ahead (WCAG 2.2.1). */
const warning = document.getElementById('session-warning');
const left = Number(document.getElementById('session-end')?.dataset.left);
if (warning !== null && !Number.isNaN(left)) {
  setTimeout(
    () => {
      warning.hidden = false;
    },
    Math.max(0, left - 3 * 60 * 1000),
  );
}
