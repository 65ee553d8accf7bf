// Whether what runs in this container can be used; a container platform acts on the exit code.
const { PORT = '8080' } = process.env;
const answer = await fetch(`http://127.0.0.1:${PORT}/health/ready`, {
  signal: AbortSignal.timeout(5_000),
}).catch(({ message }) => ({ ok: false, status: message }));
if (!answer.ok) {
  console.error(`not ready: ${answer.status}`);
  process.exitCode = 1;
}
