/** Plain until the portal's theme is shared; contrast at least 4.5:1 in both colour schemes, targets at least 44 px. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --tint: #f1f4f6; --line: #5b6770; --link: #0b5394; --button: #0b5394; --on-button: #ffffff; --alarm: #a4001d; }
@media (prefers-color-scheme: dark) { :root { --ink: #f3f3f3; --paper: #161a1d; --tint: #23292e; --line: #a3afb8; --link: #9cc9f5; --button: #9cc9f5; --on-button: #10161b; --alarm: #ffb3bd; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; padding: 0.75rem 1rem; border-bottom: 1px solid var(--line); }
header p { margin: 0; font-weight: 700; }
main { max-width: 36rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
a { color: var(--link); }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: inline-block; padding: 0.75rem; }
section { margin: 1.5rem 0; padding: 1rem; background: var(--tint); border: 1px solid var(--line); border-radius: 0.25rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin: 0 0 0.5rem; }
label, legend { display: block; margin-top: 1rem; font-weight: 600; }
fieldset { margin: 0; padding: 0; border: 0; }
fieldset label { display: inline-flex; align-items: center; min-height: 2.75rem; margin: 0 1.25rem 0 0; font-weight: 400; gap: 0.5rem; }
select { width: 100%; min-height: 2.75rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 0.25rem; }
input[type="radio"] { width: 1.25rem; height: 1.25rem; }
button { display: block; width: 100%; min-height: 2.75rem; margin-top: 1.25rem; padding: 0.5rem 1rem; font: inherit; font-weight: 600; color: var(--on-button); background: var(--button); border: 2px solid var(--button); border-radius: 0.25rem; }
button.second { color: var(--link); background: transparent; border-color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.alarm { padding: 0.75rem 1rem; color: var(--alarm); border-left: 0.375rem solid var(--alarm); font-weight: 600; }
.message { white-space: pre-wrap; }
`;
