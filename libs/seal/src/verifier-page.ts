/** The verifier as a page: the same code as verify.mjs, between a few words for people. */
import { pageFrame } from './case-page';
import { offlineVerifier } from './offline-verifier.text';

const words = `<h1>核验案卷 Verify a case file</h1>
<div class="note">
<p>一切都在本机浏览器内完成，不联网。请填入您从别处得到并相信的公钥，再选择案卷（整个 .zip，或文件夹内的全部文件）。</p>
<p>Everything happens in this browser, nothing is sent. Enter the public key that you got elsewhere
and believe, then choose the case file: the .zip, or all files of the folder.</p>
</div>
<p><label>公钥 Public key<br>
<input id="key" size="66" autocomplete="off" spellcheck="false" class="id"></label></p>
<p><label>案卷 Case file<br><input id="files" type="file" multiple></label>
<span class="muted">或拖放至此页 or drop it on this page</span></p>
<p id="verdict" role="status"></p>
<pre id="told" class="note" style="white-space: pre-wrap" hidden></pre>
<ol id="records"></ol>`;

// Texts of the case file are only ever set as text: a case file cannot speak for the verifier.
const behaviour = `
const at = (id) => document.getElementById(id);
let [turns, files] = [0, []];
async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new NotACaseFile(
      'This cannot be read: ' + plainly(file.name) + '. Of a folder choose the files in it.',
      '无法读取“' + plainly(file.name) + '”；如为文件夹，请选择其中的全部文件。',
    );
  }
}
async function look() {
  const [turn, chosen] = [++turns, files];
  at('records').replaceChildren();
  at('told').hidden = true;
  at('verdict').textContent = chosen.length > 0 ? '核验中… Verifying…' : '';
  if (chosen.length === 0) return;
  const pinned = at('key').value.trim().toLowerCase() || undefined;
  let heading, told;
  try {
    if (pinned && !isHash(pinned)) {
      throw new NotACaseFile('A public key has 64 hexadecimal digits.', '公钥应为 64 位十六进制。');
    }
    heading = pinned
      ? '✓ 核验通过 Accepted'
      : '! 内容一致，但未指定公钥，签署者未经确认 It fits, but no key was named: the signer is unknown';
    if (chosen.reduce((sum, file) => sum + file.size, 0) > limits.bytes) throw tooLarge();
    let read = new Map();
    for (const file of chosen) {
      // Of two that have one name, only one would be looked at.
      if (read.has(file.name)) throw new NotACaseFile('Two files have one name.', '有两个文件同名。');
      read.set(file.name, await bytesOf(file));
    }
    const isOne = read.size === 1;
    const isGrowth = isOne && /\\.json$/i.test(chosen[0].name);
    if (isOne && !isGrowth) read = readZip([...read.values()][0]);
    const verified = isGrowth ? await verifyGrowth(read, pinned) : await verifyCaseFile(read, pinned);
    // Something else was chosen meanwhile.
    if (turn !== turns) return;
    told = isGrowth ? growthVerdict(verified, pinned) : verdict(verified, pinned);
    for (const event of verified.events ?? []) {
      const item = document.createElement('li');
      const text = document.createElement('pre');
      text.textContent = recordText(event);
      text.style.whiteSpace = 'pre-wrap';
      item.append(text);
      at('records').append(item);
    }
  } catch (error) {
    if (turn !== turns) return;
    const fits = !(error instanceof DoesNotFit);
    heading = fits ? '无法核验 Cannot be verified' : '✕ 不符 Does not fit';
    told = [error.zh, error.message].filter(Boolean).join('\\n');
  }
  at('verdict').textContent = heading;
  at('told').textContent = told;
  at('told').hidden = false;
}
at('files').addEventListener('change', () => look((files = [...at('files').files])));
at('key').addEventListener('input', () => look());
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  look((files = [...event.dataTransfer.files]));
});
`;

export function verifierPage(): string {
  // What would end the script element early is written so that it does not.
  const code = `${offlineVerifier}\n${behaviour}`.replaceAll('</', '<\\/');
  const body = `${words}\n<script type="module">\n${code}</script>`;
  return pageFrame('核验案卷 Verify a case file', body, "script-src 'unsafe-inline'");
}
