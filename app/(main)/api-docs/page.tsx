import type { Metadata } from 'next'
import { publicUrl } from '@/app/_server/instance'
import { openApiDocument } from '@/app/_server/openapi'
import { ApiDocsScreen, operationGroups } from '@/components/api-docs'

export const metadata: Metadata = { title: 'API' }

export default async function Page() {
  return <ApiDocsScreen groups={operationGroups(await openApiDocument())} origin={publicUrl()} />
}
