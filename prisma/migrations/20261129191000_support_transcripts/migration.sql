-- A tenant can let its support staff look at transcripts: what the voice agent said is often the cause. Off until then.
ALTER TABLE "PrivacyRules" ADD COLUMN "supportSeesTranscripts" BOOLEAN NOT NULL DEFAULT false;
