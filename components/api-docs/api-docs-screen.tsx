'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { CopyField, Page, PageHeader, Section, TextField } from '@/components/ui'
import styles from './api-docs.module.css'
import type { OperationGroup, OperationView } from './operations'

function Body({ title, text }: { title: string; text: string | null }) {
  if (text === null) return null
  return (
    <div>
      <h3>{title}</h3>
      <pre tabIndex={0}>{text}</pre>
    </div>
  )
}

function Operation({ operation }: { operation: OperationView }) {
  const t = useTranslations('apiDocs')
  const { method, path, summary, parameters, body, answer, scope } = operation
  return (
    <details className={styles.operation}>
      <summary>
        <code data-method={method}>{method}</code>
        <code className={styles.path}>{path}</code>
        <span>{summary}</span>
      </summary>
      <div className={styles.parts}>
        <p>{t.rich('scope', { scope, code: (text) => <code>{text}</code> })}</p>
        {parameters.length > 0 ? (
          <div>
            <h3>{t('parameters')}</h3>
            <dl>
              {parameters.map(({ name, place, isRequired, type }) => (
                <div key={`${place} ${name}`}>
                  <dt>
                    <code>{name}</code>
                  </dt>
                  <dd>
                    {type}, {t(place === 'path' ? 'inPath' : 'inQuery')}
                    {isRequired ? '' : `, ${t('optional')}`}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ) : null}
        <Body title={t('body')} text={body} />
        <Body title={t('answer')} text={answer} />
      </div>
    </details>
  )
}

function matches({ method, path, summary, scope }: OperationView, words: string): boolean {
  return `${method} ${path} ${summary} ${scope}`.toLowerCase().includes(words.trim().toLowerCase())
}

/** @param origin of this server as people reach it */
export function ApiDocsScreen({ groups, origin }: { groups: readonly OperationGroup[]; origin: string }) {
  const t = useTranslations('apiDocs')
  const [words, setWords] = useState('')
  const shown = groups
    .map(({ tag, operations }) => ({ tag, operations: operations.filter((operation) => matches(operation, words)) }))
    .filter(({ operations }) => operations.length > 0)
  return (
    <Page>
      <PageHeader title={t('title')} note={<a href="/api/openapi.json">{t('document')}</a>} />
      <div className={styles.intro}>
        <p>
          {t.rich('intro', {
            tokens: (text) => <Link href="/account">{text}</Link>,
            code: (text) => <code>{text}</code>,
          })}
        </p>
        <CopyField label={t('try')} value={`curl -H 'Authorization: Bearer <token>' ${origin}/api/v1/me`} />
        <p>{t.rich('errors', { code: (text) => <code>{text}</code> })}</p>
      </div>
      <div className={styles.filter}>
        <TextField
          label={t('filter')}
          type="search"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {shown.map(({ tag, operations }) => (
        <Section key={tag} title={t(`tag.${tag}`)}>
          <div className={styles.list}>
            {operations.map((operation) => (
              <Operation key={operation.id} operation={operation} />
            ))}
          </div>
        </Section>
      ))}
      {shown.length === 0 ? <p role="status">{t('nothing')}</p> : null}
    </Page>
  )
}
