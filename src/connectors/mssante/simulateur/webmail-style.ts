/** Feuille de style du webmail d'essai. Contrastes sur papier mesurés dans design/interface.md §3. */
export const STYLE_WEBMAIL = `
:root { --papier: #FBFAF7; --encre: #17232E; --douce: #4A5A68; --bleu: #0B5A7D; --corde: #A34A00; --filet: #8795A1; --rouge: #B01E23; --vert: #1C6B3F; --blanc: #FFFFFF; color-scheme: light; }
@media (prefers-color-scheme: dark) {
  :root { --papier: #101820; --encre: #EEF2F5; --douce: #B4C0CA; --bleu: #7CC4E8; --corde: #FFB169; --filet: #6F7F8C; --rouge: #FF9A94; --vert: #7FD6A0; --blanc: #17232E; color-scheme: dark; }
}
* { box-sizing: border-box; }
html { font-size: 17px; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--papier); color: var(--encre); font: 1rem/1.5 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
a { color: var(--bleu); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--bleu); outline-offset: 2px; border-radius: 4px; }
.evitement { position: absolute; left: -999px; }
.evitement:focus { left: 16px; top: 8px; background: var(--papier); padding: 12px; z-index: 1; }
.bandeau { border-bottom: 3px solid var(--corde); background: var(--blanc); }
.bandeau p, main, .pied { max-width: 44rem; margin: 0 auto; padding: 0 16px; }
.bandeau p { padding-top: 12px; padding-bottom: 12px; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
.bandeau a { font-weight: 700; color: var(--encre); text-decoration: none; display: inline-flex; align-items: center; min-height: 44px; gap: 10px; }
.bandeau a:hover { text-decoration: underline; }
.bandeau span { color: var(--corde); font-weight: 600; }
.bandeau svg { width: 40px; height: 20px; flex: none; }
main { padding-top: 24px; padding-bottom: 48px; }
h1 { font-size: 1.53rem; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 1.18rem; margin: 32px 0 8px; }
.sous { color: var(--douce); margin: 0 0 24px; overflow-wrap: anywhere; }
.retour { display: inline-flex; align-items: center; min-height: 44px; margin: -8px 0 8px; }
ul.liste { list-style: none; margin: 0; padding: 0; border: 1px solid var(--filet); border-radius: 10px; background: var(--blanc); overflow: hidden; }
ul.liste li + li { border-top: 1px solid var(--filet); }
ul.liste a { display: grid; grid-template-columns: 1fr auto; gap: 0 12px; align-items: baseline; min-height: 44px; padding: 12px 16px; text-decoration: none; color: var(--encre); }
ul.liste a:hover { background: color-mix(in srgb, var(--bleu) 8%, transparent); }
ul.liste a:focus-visible { outline-offset: -4px; }
.nom { font-weight: 600; overflow-wrap: anywhere; }
.detail { grid-column: 1 / -1; color: var(--douce); overflow-wrap: anywhere; }
.date { color: var(--douce); white-space: nowrap; font-variant-numeric: tabular-nums; }
.nouveau { color: var(--corde); font-weight: 700; white-space: nowrap; }
.lu .nom { font-weight: 400; }
.sorte { display: inline-block; border: 1px solid currentColor; border-radius: 6px; padding: 0 8px; font-size: 0.94rem; color: var(--douce); }
.sorte.alerte { color: var(--rouge); }
.actions { display: flex; flex-wrap: wrap; gap: 12px; margin: 24px 0; }
.bouton, button { display: inline-flex; align-items: center; justify-content: center; min-height: 48px; padding: 10px 22px; border-radius: 10px; border: 2px solid var(--bleu); background: var(--bleu); color: var(--papier); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.bouton:hover, button:hover { filter: brightness(1.12); }
.discret, button.discret { background: transparent; color: var(--bleu); }
button.discret.danger { color: var(--rouge); border-color: var(--rouge); }
dl.entetes { margin: 0 0 16px; display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; }
dl.entetes dt { color: var(--douce); }
dl.entetes dd { margin: 0; overflow-wrap: anywhere; }
.texte { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--filet); border-radius: 10px; background: var(--blanc); padding: 16px; margin: 0; }
.texte a { font-weight: 600; }
ul.liens { margin: 16px 0; padding: 0; list-style: none; display: grid; gap: 12px; }
ul.liens .bouton { width: 100%; justify-content: flex-start; text-align: left; overflow-wrap: anywhere; }
ul.liens small { display: block; font-size: 0.88rem; font-weight: 400; }
.message { border-radius: 10px; border: 2px solid; padding: 12px 16px; margin: 0 0 24px; background: var(--blanc); }
.message.bon { border-color: var(--vert); }
.message.mauvais { border-color: var(--rouge); }
.message p { margin: 0; }
.champ { margin: 0 0 20px; }
label { display: block; font-weight: 600; margin-bottom: 4px; }
.aide { color: var(--douce); margin: 0 0 4px; }
input[type=email], input[type=text], input[type=file], textarea { width: 100%; min-height: 48px; padding: 10px 12px; border: 1px solid var(--filet); border-radius: 10px; background: var(--blanc); color: inherit; font: inherit; }
textarea { min-height: 14rem; resize: vertical; }
.case { display: flex; gap: 4px; align-items: center; min-height: 44px; }
.case input { flex: none; width: 28px; height: 28px; margin: 8px; accent-color: var(--bleu); }
.case label { margin: 0; font-weight: 400; min-height: 44px; display: flex; align-items: center; }
.pied { color: var(--douce); padding-top: 16px; padding-bottom: 32px; font-size: 0.94rem; border-top: 1px solid var(--filet); }
@media (prefers-reduced-motion: no-preference) { .bouton, button, ul.liste a { transition: background 120ms, filter 120ms; } }
@media (forced-colors: active) { .bouton, button { border-color: ButtonText; } }
`;
