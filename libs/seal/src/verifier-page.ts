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
<input id="key" size="66" maxlength="64" autocomplete="off" spellcheck="false" class="id"></label></p>
<p><label>案卷 Case file<br><input id="files" type="file" multiple></label>
<span class="muted">或拖放至此页 or drop it on this page</span></p>
<p id="verdict" role="status"></p>
<pre id="told" class="note" style="white-space: pre-wrap" hidden></pre>
<ol id="records"></ol>`;

// Texts of the case file are only ever set as text: a case file cannot speak for the verifier.
const behaviour = `
const at = (id) => document.getElementById(id);
const accepted = ({ caseId, at, head, keys, events }, pinned) =>
  caseId + '：' + events.length + ' 条记录（' + at + ' 导出）与封印时一致，各在其位，末条之前无缺。' +
  '封印签于 ' + head.at + '，覆盖账本 ' + head.size + ' 条记录。末条之后再无记录，系签署者声明，非哈希所证。' +
  (pinned
    ? '由您所信公钥的密钥链签署。'
    : '您未指定公钥：任何人都能自造密钥签出这样的文件，请另行核实以下公钥是否属于该公司：' + keys.join('、'));
const refused = (message) => {
  const found = /^event (\\d+) of the file \\((\\S+) revision (\\d+), place (\\d+)\\)/.exec(message);
  if (!found) return '说明：';
  const [, number, stream, revision, place] = found;
  return '首个不符之处：文件中第 ' + number + ' 条记录（' + stream + ' 第 ' + revision +
    ' 版，账本位次 ' + place + '）。';
};
async function look(chosen) {
  at('records').replaceChildren();
  at('told').hidden = true;
  at('verdict').textContent = '核验中… Verifying…';
  const pinned = at('key').value.trim().toLowerCase() || undefined;
  let heading, told;
  try {
    if (pinned && !isHash(pinned)) {
      throw new NotACaseFile('公钥应为 64 位十六进制。 A public key has 64 hexadecimal digits.');
    }
    let files = new Map();
    for (const file of chosen) files.set(file.name, new Uint8Array(await file.arrayBuffer()));
    if (files.size === 1 && chosen[0].name.endsWith('.zip')) files = readZip([...files.values()][0]);
    const verified = await verifyCaseFile(files, pinned);
    heading = pinned
      ? '✓ 核验通过 Accepted'
      : '! 内容一致，但未指定公钥，签署者未经确认 It fits, but no key was named: the signer is unknown';
    told = accepted(verified, pinned) + '\\n\\n' + verdict(verified, pinned);
    for (const event of verified.events) {
      const item = document.createElement('li');
      const text = document.createElement('pre');
      text.textContent = recordText(event);
      text.style.whiteSpace = 'pre-wrap';
      item.append(text);
      at('records').append(item);
    }
  } catch (error) {
    const fits = !(error instanceof DoesNotFit);
    heading = fits ? '无法核验 Cannot be verified' : '✕ 不符 Does not fit';
    told = refused(error.message) + '\\n' + error.message;
  }
  at('verdict').textContent = heading;
  at('told').textContent = told;
  at('told').hidden = false;
}
at('files').addEventListener('change', () => look([...at('files').files]));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  look([...event.dataTransfer.files]);
});
`;

export function verifierPage(): string {
  // What would end the script element early is written so that it does not.
  const code = `${offlineVerifier}\n${behaviour}`.replaceAll('</', '<\\/');
  const body = `${words}\n<script type="module">\n${code}</script>`;
  return pageFrame('核验案卷 Verify a case file', body, "script-src 'unsafe-inline'");
}
