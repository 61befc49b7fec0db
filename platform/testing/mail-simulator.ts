import { SMTPServer } from 'smtp-server'

/** A mail server for tests and trials: it speaks SMTP, keeps what it takes in memory and sends nothing on. */
export async function startMailServer(port = 0) {
  const mails: string[] = []
  /** `refuse`: the reply code that it gives every recipient. */
  const mood: { refuse?: number } = {}
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, answer) =>
      answer(mood.refuse ? Object.assign(new Error('refused (simulated)'), { responseCode: mood.refuse }) : null),
    onData(stream, _session, answer) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString())
        answer()
      })
    },
  })
  const listening = await new Promise<number>((done) => {
    const net = server.listen(port, '127.0.0.1', () => done((net.address() as { port: number }).port))
  })
  return { port: listening, mails, mood, stop: () => new Promise<void>((closed) => server.close(() => closed())) }
}
