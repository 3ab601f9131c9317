//! `doorstep authority`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// How an authority runs.
#[derive(Debug, Args)]
pub struct AuthorityOptions {
    /// Its folder; a new one is prepared, one that exists is used with its keys and data
    /// [default: doorstep/authority in the user's data]
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,

    /// Where to listen [default: where it listened last, at first a free port on loopback]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,

    /// Stop its clock at this moment, until `admin clock` puts it elsewhere
    #[arg(long, value_name = "RFC3339", value_parser = super::moment)]
    pub at: Option<i64>,

    /// Count this machine as a source too, when codes are asked for
    #[arg(long)]
    pub strict_budgets: bool,
}
