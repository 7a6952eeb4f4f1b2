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

/** The checksum of a scanned document, from a file that is read here and sent nowhere. */
const paper = document.getElementById('paper-file');
const hash = document.getElementById('hash');
if (paper !== null && hash instanceof HTMLInputElement && crypto.subtle !== undefined) {
  paper.hidden = false;
  paper.querySelector('input')?.addEventListener('change', async ({ currentTarget }) => {
    const [file] = currentTarget.files;
    if (file === undefined) return;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    hash.value = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  });
}
