import { PrismaPg } from '@prisma/adapter-pg'

type Adapter = { client: { query(sql: string): Promise<unknown>; end(): Promise<void> } }

/**
 * @prisma/adapter-pg 7.10 cuts a script at every semicolon, also within a function's body.
 * Sent whole, a migration keeps its functions and is one transaction: it happens entirely or not at all.
 */
export class MigrationPrismaPg extends PrismaPg {
  private readonly opened: Adapter[] = []

  override async connect() {
    const adapter = await super.connect()
    const inner = adapter as unknown as Adapter
    this.opened.push(inner)
    adapter.executeScript = async (script) => {
      await inner.client.query(script)
    }
    return adapter
  }

  /** Ends the connections, and with them the engine's advisory lock, which it leaves to its session. */
  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map(({ client }) => client.end()))
  }
}
