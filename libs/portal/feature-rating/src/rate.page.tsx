/** A customer rates a case: one tap for the score, one to send it. No sign-in. */
import { caseKindTitles, scoreTitles } from '@taizhang/contracts/assessment';
import { useRate, useRatedCase } from '@taizhang/portal/data-access';
import {
  changeLanguage,
  formatDay,
  ProblemNotice,
  Shown,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { ratingTexts } from './rating.texts';
import './rating.css';

const scores = [5, 4, 3, 2, 1] as const;

export function RatePage() {
  const t = useTexts(ratingTexts);
  const language = useLanguage();
  const { token = '' } = useParams();
  const answer = useRatedCase(token);
  const title = t('title');
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <main className="tz-app tz-rate">
      <div className="tz-rate-head">
        <h1>{title}</h1>
        <Button
          type="link"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => changeLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {t('language')}
        </Button>
      </div>
      <Shown answer={answer} rows={6}>
        {(rated) =>
          rated.score === null ? (
            <RateForm token={token} kind={rated.kind} closedOn={rated.closedOn} />
          ) : (
            <Thanks score={rated.score} />
          )
        }
      </Shown>
    </main>
  );
}

function Thanks({ score }: Readonly<{ score: number }>) {
  const t = useTexts(ratingTexts);
  const term = useTerm();
  return (
    <div role="status">
      <h2>{t('thanks')}</h2>
      <p>{t('thanks.hint', { score: term(scoreTitles, String(score)) })}</p>
    </div>
  );
}

type RateFormProps = Readonly<{
  token: string;
  kind: keyof typeof caseKindTitles;
  closedOn: string;
}>;

function RateForm({ token, kind, closedOn }: RateFormProps) {
  const t = useTexts(ratingTexts);
  const term = useTerm();
  const language = useLanguage();
  const rate = useRate(token);
  const [score, setScore] = useState<number>();
  const [comment, setComment] = useState('');
  const day = formatDay(closedOn, language);
  return (
    <form
      className="tz-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (score !== undefined) rate.mutate({ score, comment });
      }}
    >
      <fieldset className="tz-rate-scores">
        <legend>{t('about', { kind: term(caseKindTitles, kind), day })}</legend>
        {scores.map((value) => (
          <label className="tz-rate-score" key={value}>
            <input
              type="radio"
              name="score"
              checked={score === value}
              onChange={() => setScore(value)}
            />
            {term(scoreTitles, String(value))}
          </label>
        ))}
      </fieldset>
      <Input.TextArea
        aria-label={t('comment')}
        placeholder={t('comment')}
        rows={3}
        maxLength={1000}
        value={comment}
        onChange={({ target }) => setComment(target.value)}
      />
      {rate.error && <ProblemNotice error={rate.error} />}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        disabled={score === undefined}
        loading={rate.isPending}
      >
        {t('send')}
      </Button>
    </form>
  );
}
